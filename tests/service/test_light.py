"""The web process stays light: it answers requests without PaddleOCR and without durable_rules."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_ASKS = """
import sys
from pathlib import Path
from service import create_app
from workers.settings import Settings

app = create_app(Settings(data_dir=Path(sys.argv[1])))
client = app.test_client()
from io import BytesIO
answer = client.post("/api/v1/cases", data={"files": [(BytesIO(b"%PDF-1.4"), "a.pdf")]})
assert answer.status_code == 202, answer.text
for path in ("/", answer.json["page"], answer.json["href"], answer.json["href"] + "/facts",
             "/api/v1/packs/chaoyang-2020-8/notice"):
    assert client.get(path).status_code == 200, path
heavy = {"paddleocr", "paddlex", "polars", "durable", "durable_rules_engine", "cv2", "onnxruntime", "pdfplumber"}
found = sorted(heavy & set(sys.modules))
assert not found, f"the web process loaded {found}"
"""


def test_the_web_process_loads_neither_reader_nor_engine(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _ASKS, str(tmp_path / "data")], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
