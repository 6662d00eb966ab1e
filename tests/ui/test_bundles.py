"""What is delivered holds every source once, in the order of the lists."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings

from hypercare.ui import bundles
from hypercare.ui.finders import BundleFinder

STATIC = settings.BASE_DIR / "static"
SHARED = {"app.js", "compose.js", "store.js", "theme.js"}  # a list, a composer's own, what goes first


def test_the_stylesheet_asks_for_no_other_file() -> None:
    assert "@import" not in bundles.stylesheet(STATIC / "css/app.css")


def test_the_layers_keep_their_order() -> None:
    first = bundles.stylesheet(STATIC / "css/app.css").splitlines()[0]
    assert first == "@layer tokens, base, layout, components, utilities;"


@pytest.mark.parametrize("name", sorted(path.name for path in (STATIC / "css").rglob("*.css")))
def test_every_stylesheet_is_delivered(name: str) -> None:
    [path] = (STATIC / "css").rglob(name)
    assert name == "app.css" or bundles.without_comments(path.read_text()) in bundles.stylesheet(
        STATIC / "css/app.css"
    )


@pytest.mark.parametrize("path", sorted((STATIC / "js").glob("*.js")), ids=lambda path: path.name)
def test_every_module_is_delivered(path: Path) -> None:
    text = bundles.JS_BINDING.sub("", bundles.without_comments(path.read_text()))
    assert path.name in SHARED or text in bundles.script(STATIC / "js/app.js")


def test_what_modules_share_is_imported_once_and_first() -> None:
    lines = bundles.script(STATIC / "js/app.js").splitlines()
    assert [at for at, line in enumerate(lines) if line.startswith("import ")] == [0]


def test_a_module_is_a_block_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "app.js").write_text('import "./one.js";\nimport "./two.js";\n')
    for name in ("one", "two"):
        (tmp_path / f"{name}.js").write_text('import * as store from "./store.js";\nconst here = 1;\n')
    block = "{\nconst here = 1;\n}\n"
    assert bundles.script(tmp_path / "app.js") == f'import * as store from "./store.js";\n{block}{block}'


@pytest.mark.parametrize(
    ("source", "delivered"),
    [
        ("// why\nconst a = 1;\n", "const a = 1;\n"),
        ("  /* why,\n  and why */\n  color: red;\n", "  color: red;\n"),
        ("a: 1; /* why */\nb: 2; /* why */\n", "a: 1; /* why */\nb: 2; /* why */\n"),
        ("/* a */ b: 1;\n/* c */\n", "/* a */ b: 1;\n"),
        ('fetch("https://a.example");\n', 'fetch("https://a.example");\n'),
    ],
)
def test_only_whole_lines_of_comment_stay_at_home(source: str, delivered: str) -> None:
    assert bundles.without_comments(source) == delivered


def test_a_changed_source_is_delivered_at_once(tmp_path: Path) -> None:
    (tmp_path / "css").mkdir()
    (tmp_path / "css/all.css").write_text("what it was before")
    with override_settings(BUNDLES_FOLDER=tmp_path):
        found = BundleFinder().find("css/all.css")
    assert found == str(tmp_path / "css/all.css")
    assert Path(found).read_text() == bundles.stylesheet(STATIC / "css/app.css")


def test_collecting_finds_both() -> None:
    assert [name for name, _ in BundleFinder().list(None)] == ["css/all.css", "js/all.js"]


def test_other_files_are_left_to_others() -> None:
    assert not BundleFinder().find("css/app.css")
