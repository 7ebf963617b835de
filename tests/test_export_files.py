"""Every format by its name, and files that are there whole or not at all."""

from __future__ import annotations

import errno
import io
import os
import stat
from pathlib import Path

import pytest
from libyagraph.atomic import write_atomically, write_directory_atomically
from libyagraph.errors import UsageError
from libyagraph.export import EXPORTERS, NetworkExporter, exporter
from libyagraph.network import network

from tests.fixtures_network import EDGES, RECORDS, VOCABULARY

GRAPH = network(RECORDS, VOCABULARY)
NETWORK_FORMATS = [e for e in EXPORTERS.values() if e.kind == "network"]


@pytest.mark.parametrize("format_", NETWORK_FORMATS, ids=lambda e: e.name)
def test_each_format_writes_a_path_and_names_every_edge(
    format_: NetworkExporter, tmp_path: Path
) -> None:
    path = tmp_path / f"network{format_.suffix}"
    messages = format_.write(GRAPH, path)
    assert messages
    assert path.is_dir() == format_.directory
    text = "".join(p.read_text("utf-8") for p in (path.iterdir() if path.is_dir() else [path]))
    assert all(id in text for id in EDGES)
    assert [p.name for p in tmp_path.iterdir()] == [path.name]
    before = text
    assert format_.write(GRAPH, path) == messages
    text = "".join(p.read_text("utf-8") for p in (path.iterdir() if path.is_dir() else [path]))
    assert sorted(text) == sorted(before)


@pytest.mark.parametrize("format_", NETWORK_FORMATS, ids=lambda e: e.name)
def test_each_format_of_one_file_writes_a_stream(format_: NetworkExporter, tmp_path: Path) -> None:
    stream = io.BytesIO()
    if format_.directory:
        with pytest.raises(UsageError, match="writes a directory, not a stream"):
            format_.write(GRAPH, stream)
    else:
        format_.write(GRAPH, stream)
        format_.write(GRAPH, tmp_path / "file")
        assert stream.getvalue() == (tmp_path / "file").read_bytes()


def test_formats_are_known_by_name() -> None:
    assert {"gexf", "graphml", "csv"} <= EXPORTERS.keys()
    assert all(name == entry.name and entry.description for name, entry in EXPORTERS.items())
    assert exporter("gexf").suffix == ".gexf"
    with pytest.raises(UsageError, match="unknown format gefx; did you mean gexf"):
        exporter("gefx")
    with pytest.raises(UsageError, match="there are csv, cytoscape, gexf, graphml"):
        exporter("zip")


def test_a_file_is_replaced_at_once(tmp_path: Path) -> None:
    path = tmp_path / "a.gexf"
    write_atomically(path, b"old")
    write_atomically(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE(path.stat().st_mode) == 0o666 & ~mask


def full(_: int) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.gexf"
    write_atomically(path, b"old")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_is_followed_and_a_pipe_is_written_to(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "real")
    write_atomically(tmp_path / "link", b"data")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"data"
    write_atomically(Path(os.devnull), b"data")
    assert not Path(os.devnull).is_file()
    read, write = os.pipe()
    with open(read, "rb") as source:  # noqa: PTH123
        write_atomically(Path(f"/dev/fd/{write}"), b"data")
        os.close(write)
        assert source.read() == b"data"


def test_a_missing_parent_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_atomically(tmp_path / "missing" / "a", b"")
    with pytest.raises(FileNotFoundError):
        write_directory_atomically(tmp_path / "missing" / "a", {})
    assert not list(tmp_path.iterdir())


def test_a_directory_is_replaced_at_once(tmp_path: Path) -> None:
    path = tmp_path / "tables"
    path.mkdir()
    write_directory_atomically(path, {"a.csv": b"old", "b.csv": b"old"})
    write_directory_atomically(path, {"a.csv": b"new", "b.csv": b"new"})
    assert {p.name: p.read_bytes() for p in path.iterdir()} == {"a.csv": b"new", "b.csv": b"new"}
    assert list(tmp_path.iterdir()) == [path]


def test_a_directory_with_other_peoples_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").write_bytes(b"years of work")
    with pytest.raises(UsageError, match=r"thesis\.doc"):
        write_directory_atomically(tmp_path, {"a.csv": b""})
    with pytest.raises(UsageError, match="is a file"):
        write_directory_atomically(tmp_path / "thesis.doc", {"a.csv": b""})
    assert [p.name for p in tmp_path.iterdir()] == ["thesis.doc"]


def test_a_full_disk_leaves_the_old_directory_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "tables"
    write_directory_atomically(path, {"a.csv": b"old"})
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_directory_atomically(path, {"a.csv": b"new"})
    assert {p.name: p.read_bytes() for p in path.iterdir()} == {"a.csv": b"old"}
    assert list(tmp_path.iterdir()) == [path]


def test_a_failing_switch_puts_the_old_directory_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "tables"
    write_directory_atomically(path, {"a.csv": b"old"})
    rename, count = Path.rename, iter(range(9))

    def fails_the_second_time(self: Path, target: Path) -> Path:
        if next(count) == 1:
            raise OSError(errno.EIO, "Input/output error")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fails_the_second_time)
    with pytest.raises(OSError, match="Input/output"):
        write_directory_atomically(path, {"a.csv": b"new"})
    assert (path / "a.csv").read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
