"""What the fast network reads alone, what the sure one reads again, and how the two readings are joined."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from extractors.backends.cascade import settled
from extractors.backends.doubts import doubtful, regular
from extractors.backends.line import Line
from extractors.backends.recogniser import Model, Recogniser
from tests.reading.pages import font_file


def certain(text: str) -> Line:
    count = len(text)
    return Line(text, (0.999,) * count, tuple((i + 0.5) / count for i in range(count)))


def again(text: str) -> list[str]:
    return [text[a:b] for a, b in doubtful(certain(text))]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("王谌涵", ["王谌涵"]),
        ("姓名：欧阳堃", ["欧阳堃"]),
        ("法定代表人 缪煜堃 电话", ["缪煜堃"]),
        ("承租方（乙方）：李淼", ["李淼"]),
        ("联系人：阿依古丽·买买提", ["阿依古丽·买买提"]),
        ("出租方（甲方）：安庆璟悦轩餐饮服务有限公司", ["安庆璟悦轩餐饮服务"]),
        ("钱喆文、孙犇、李焱", ["钱喆文", "孙犇", "李焱"]),
        ("兹证明赵翀，系我单位职工", ["赵翀"]),
        ("统一社会信用代码：91110105MA01ABCD2X", ["91110105MA01ABCD2X"]),  # its check character does not fit
        ("合计1O0.00元", ["1O0.00"]),
        ("法定代表人：孙昉昕电话13800138000", ["孙昉昕"]),
    ],
)
def test_names_and_codes_are_read_again_however_sure_the_fast_reading_is(text: str, names: list[str]) -> None:
    assert again(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "货币资金",
        "正常缴费",
        "签订日期：2019年2月27日",
        "1,386,204.57",
        "110105198801010011",
        "乙方应于每月十日前支付当月租金，逾期加收违约金。",
        "本公司与有限公司",
        "租赁期限自2019年6月1日起至2022年5月31日止。",
    ],
)
def test_what_can_be_no_name_stands_when_it_is_surely_read(text: str) -> None:
    assert again(text) == []


def test_an_unsure_digit_is_read_again_and_an_unsure_bracket_is_not() -> None:
    text = "租金（35000元）"
    spoiled = replace(certain(text), probabilities=tuple(0.9 if c in "（5" else 1.0 for c in text))
    assert [text[a:b] for a, b in doubtful(spoiled)] == ["5"]


def picture(text: str, size: int = 40) -> NDArray[np.uint8]:
    font = ImageFont.truetype(str(font_file()), size)
    image = Image.new("RGB", (round(font.getlength(text)) + 16, size + 12), "white")
    ImageDraw.Draw(image).text((8, 4), text, font=font, fill=(20, 20, 20))
    return np.ascontiguousarray(np.asarray(image)[:, :, ::-1])


@pytest.fixture(scope="module")
def small() -> Model:
    return Model("small")


@pytest.mark.parametrize("text", ["1,386,204.57", "800,000.00", "12,345,678"])
def test_a_comma_that_can_be_nothing_else_is_not_read_again(text: str) -> None:
    faint = replace(certain(text), probabilities=tuple(0.6 if c in ",." else 0.999 for c in text))
    assert doubtful(regular(faint)) == []
    first = replace(faint, probabilities=(0.6, *faint.probabilities[1:]))
    assert doubtful(regular(first)) == [(0, 1)]


@pytest.mark.parametrize("text", ["37,300", "20,407,417,39", "1,3862,04.57", "1.386,204.57", "918.463.22", "6.501.30"])
def test_a_mark_that_may_be_another_is_read_again(text: str) -> None:
    faint = replace(certain(text), probabilities=tuple(0.6 if c in ",." else 0.999 for c in text))
    assert doubtful(regular(faint))


@pytest.mark.parametrize(
    ("text", "doubted", "left"),
    [
        ("失业保险", "失", []),
        ("统一社会信用代码：", "统社：", []),
        ("会计机构负责人：", "构责：", []),
        ("打印时间：15:27:43", "时:", []),
        ("（以下简称甲方）", "简", []),
        ("本期金额", "本", ["本"]),  # 上期金额 is a word as well
        ("期末余额", "末", ["末"]),
        ("应收账款", "收款", ["收"]),
        ("正常缴费", "正", ["正"]),  # a value, not what stands beside one
        ("自然人独资", "独", ["独"]),
        ("物业服务；保洁：", "：", []),
        ("甲方应付租金；逾期未付的：", "：", ["："]),
        ("15:7", ":", [":"]),
    ],
)
def test_a_label_tells_its_unsure_characters_where_no_other_word_could_stand(
    text: str, doubted: str, left: list[str]
) -> None:
    def read(sure: float) -> list[str]:
        line = replace(certain(text), probabilities=tuple(sure if c in doubted else 0.999 for c in text))
        return [text[a:b] for a, b in doubtful(regular(line))]

    assert read(0.6) == left
    assert read(0.3) != []


def test_a_person_or_company_is_read_again_though_known_words_make_up_its_name() -> None:
    assert again("物业管理服务有限公司") == ["物业管理服务"]
    assert again("物业管理有限公司") == ["物业管理"]
    assert again("姓名：安英俊") == ["安英俊"]
    assert again("乙方承担、门窗、根据") == []


@pytest.mark.parametrize("number", ["91340811MA2N6X3K72", "11010519491231002X"])  # the latter from GB 11643-1999
def test_a_check_character_tells_one_unsure_character_and_no_more(number: str) -> None:
    for unsure, left in (([], False), ([4], False), ([4, 12], True)):
        sure = [0.8 if i in unsure else 0.999 for i in range(18)]
        line = replace(certain(f"信用代码：{number}"), probabilities=(*[0.999] * 5, *sure))
        assert bool(doubtful(regular(line))) is left
    other = number[:9] + ("1" if number[9] != "1" else "2") + number[10:]
    assert again(f"信用代码：{other}") == [other]


@pytest.mark.ocr
@pytest.mark.parametrize("doubted", ["一", "叁", "月", "租"])
def test_only_a_window_is_read_again_and_only_the_doubtful_character_is_replaced(small: Model, doubted: str) -> None:
    text = "本合同一式叁份，由双方当事人各自执有，承租的一方应当于每月十日前支付租金。"
    crop = picture(text)
    true = small.read(crop)
    assert true.text.replace(",", "，") == text
    at = true.text.index(doubted)
    # as the fast network would leave it: another character, and not sure of it
    wrong = replace(
        true,
        text=true.text[:at] + "口" + true.text[at + 1 :],
        probabilities=(*true.probabilities[:at], 0.4, *true.probabilities[at + 1 :]),
    )
    widths: list[int] = []

    def sure(part: NDArray[np.uint8]) -> Line:
        widths.append(part.shape[1])
        return small.read(part)

    joined = settled(crop, wrong, sure)
    assert joined.text == true.text
    assert len(widths) == 1 and widths[0] < crop.shape[1] / 3
    assert len(joined.centres) == len(joined.probabilities) == len(joined.text)
    assert joined.centres == pytest.approx(true.centres, abs=0.01)
    assert list(joined.centres) == sorted(joined.centres)


@pytest.mark.ocr
def test_a_line_whose_readings_agree_on_nothing_is_read_whole(small: Model) -> None:
    text = "乙方应当于每月十日前支付租金并承担全部费用"
    crop = picture(text)
    true = small.read(crop)
    # every character but the doubtful one is wrong as well, and held for sure
    nonsense = replace(true, text="口" * len(true.text), probabilities=(*(1.0,) * 10, 0.3, *(1.0,) * 10))
    assert settled(crop, nonsense, small.read).text == text


@pytest.mark.ocr
def test_names_with_rare_characters_are_read_as_the_sure_network_reads_them(small: Model) -> None:
    names = ["王堃明", "张喆文", "李犇宇", "赵翀涵", "钱赟明", "孙甯文", "周彧涵", "吴翯", "郑祎", "姓名：陈亶懿"]
    both = Recogniser(workers=1)
    crops = [picture(name) for name in names]
    assert [both.read(crop).text for crop in crops] == [small.read(crop).text for crop in crops]
