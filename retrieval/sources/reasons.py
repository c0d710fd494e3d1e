"""Why a file cannot be opened, in words for the newsroom."""

from __future__ import annotations

import errno

_REASONS = {
    errno.EACCES: "tidak diizinkan membaca",
    errno.EPERM: "tidak diizinkan membaca",
    errno.ENOENT: "tidak ditemukan",
    errno.ELOOP: "tautan berputar tanpa akhir",
    errno.EISDIR: "ini folder, bukan berkas",
    errno.ENOTDIR: "tidak ditemukan",
    errno.ENAMETOOLONG: "nama berkas terlalu panjang",
    errno.EIO: "gagal dibaca dari penyimpanan",
    errno.EMFILE: "terlalu banyak berkas terbuka",
}


def why(error: OSError) -> str:
    """The reason of a failed read; the system's own words where there are none of ours."""
    if error.errno is None:
        return f"gagal dibaca: {error}"
    return _REASONS.get(error.errno) or f"gagal dibaca: {error.strerror}"
