"""Invented numbers with right check characters: unified social credit codes, masked identity numbers, names."""

from __future__ import annotations

#: GB 32100-2015: the 31 characters of a credit code, without I, O, S, V and Z
CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)  # GB 11714-1997

_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
_GIVEN = "安宁晓晨文博思远佳怡建国海燕志强雨桐一诺春梅立新景行明哲若水云帆子涵书瑶"


def organisation_check(body: str) -> str:
    """The ninth character of an organisation code of eight characters (digits and capital letters)."""
    total = sum(int(char, 36) * weight for char, weight in zip(body, _ORGANISATION_WEIGHTS, strict=True))
    rest = 11 - total % 11
    return {10: "X", 11: "0"}.get(rest, str(rest))


def credit_check(first17: str) -> str:
    """The eighteenth character of a credit code."""
    total = sum(CREDIT_ALPHABET.index(char) * pow(3, at, 31) for at, char in enumerate(first17))
    return CREDIT_ALPHABET[(31 - total % 31) % 31]


def credit_code(body: str, *, district: str = "110105", office: str = "91") -> str:
    """A credit code around ``body``, the eight characters of the organisation's own number.

    ``office`` 91 is an enterprise, 11 an organ of state, 12 a public institution; 110105 is Chaoyang District.
    """
    first17 = office + district + body + organisation_check(body)
    return first17 + credit_check(first17)


def person(number: int) -> str:
    """An invented name; different for each ``number`` below some hundreds."""
    surname = _SURNAMES[number * 7 % len(_SURNAMES)]
    given = number * 11 % (len(_GIVEN) // 2) * 2
    return surname + (_GIVEN[given : given + 2] if number % 3 else _GIVEN[given])


def masked_identity(number: int) -> str:
    """An identity number as lists show it: district and year of birth open, the rest starred."""
    return f"110105{1968 + number * 5 % 32}{'*' * 6}{number * 37 % 90 + 10}"


def masked_phone(number: int) -> str:
    return f"13{number * 3 % 10}****{number * 613 % 9000 + 1000}"
