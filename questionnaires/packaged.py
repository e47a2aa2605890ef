"""The project's own data in audits/, read as strictly as anybody's definition."""

from pathlib import Path

from questionnaires.document import Data, read

AUDITS = Path(__file__).parent / "audits"


def packaged(name: str) -> Data:
    """The data of audits/NAME.yaml. A fault in it is a bug: ValueError."""
    document, findings = read((AUDITS / f"{name}.yaml").read_text("utf-8"))
    if findings:
        raise ValueError(f"audits/{name}.yaml: {findings[0].code}")
    return document.data
