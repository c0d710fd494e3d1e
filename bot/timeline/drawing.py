"""Coverage as stacked bars, as a PNG that a phone's screen shows in full.

Drawn on objects of its own (matplotlib's Figure and Agg canvas), never by pyplot's state, so that any thread may.
"""

from __future__ import annotations

from io import BytesIO

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.text import Text
from matplotlib.ticker import FuncFormatter, MaxNLocator

from bot.texts import Texts
from bot.timeline.coverage import Coverage, Series
from bot.timeline.lettering import Lettering
from bot.timeline.themes import COLOURS, REST, THEMES, Look, Theme
from bot.timeline.wording import axis, name, span, tick, total

# 1080 by 1260 pixels: Telegram keeps photos of up to 1280 as they are.
INCHES = (6.0, 7.0)
DPI = 180
_POINTS = 72 * INCHES[0]
_TITLE, _WORDS, _SMALL = 17.0, 12.0, 10.5
_MARGIN = 0.06
_TOP, _LINE = 0.965, 0.042
_PLOT = (0.11, 0.31, 0.83, 0.45)
_TICKS = 6
# So that one lonely day does not fill the picture.
_LEAST_BARS = 8
_LEAST_HEIGHT = 3
# Between the last day and what belongs on none: a share of the days, as a label has to fit.
_GAP = 0.06
_COLUMNS = 2


def draw(coverage: Coverage, topic: str, look: Look, texts: Texts) -> bytes:
    """A PNG of the coverage of a topic."""
    return _Drawing(coverage, THEMES[look], texts).png(topic)


class _Drawing:
    def __init__(self, coverage: Coverage, theme: Theme, texts: Texts) -> None:
        self._coverage = coverage
        self._theme = theme
        self._texts = texts
        self._regular, self._bold = Lettering(), Lettering(bold=True)
        self._figure = Figure(figsize=INCHES, dpi=DPI, facecolor=theme.background)
        self._colours = [REST if one.folded else COLOURS[place % len(COLOURS)] for place, one in self._numbered()]

    def png(self, topic: str) -> bytes:
        self._head(topic)
        axes = self._figure.add_axes(_PLOT, facecolor=self._theme.background)
        self._bars(axes)
        self._scales(axes)
        self._legend()
        out = BytesIO()
        FigureCanvasAgg(self._figure)
        self._figure.savefig(out, format="png", dpi=DPI, metadata={"Software": None})
        return out.getvalue()

    def _numbered(self) -> list[tuple[int, Series]]:
        return list(enumerate(self._coverage.series))

    def _head(self, topic: str) -> None:
        width = _POINTS * (1 - 2 * _MARGIN)
        title = self._bold.wrapped(topic, _TITLE, width, 2)
        self._write(_TOP, "\n".join(title), self._bold, _TITLE)
        below = _TOP - _LINE * len(title) - 0.015
        self._write(below, total(self._coverage, self._texts), self._regular, _WORDS)
        self._write(below - 0.032, span(self._coverage, self._texts), self._regular, _WORDS)

    def _write(self, y: float, words: str, lettering: Lettering, size: float) -> None:
        text = self._figure.text(_MARGIN, y, words, color=self._theme.ink, va="top", ha="left", linespacing=1.15)
        _plain(text, lettering, size)

    def _bars(self, axes: Axes) -> None:
        dated, apart = len(self._coverage.starts), self._apart
        places = [*map(float, range(dated)), *([apart] if self._coverage.undated else [])]
        heights = [0.0] * len(places)
        for place, one in self._numbered():
            counts = [*one.counts, *([one.undated] if self._coverage.undated else [])]
            bars = axes.bar(places, counts, bottom=heights, width=0.9, color=self._colours[place], zorder=2)
            for bar in bars:
                bar.set_edgecolor(self._theme.edge)
                bar.set_linewidth(0.6)
            heights = [height + count for height, count in zip(heights, counts, strict=True)]
        if self._coverage.undated and dated:
            axes.axvline((dated - 1 + apart) / 2, color=self._theme.ink, linewidth=1, linestyle=(0, (2, 3)), zorder=1)
        self._widen(axes, places)

    @property
    def _highest(self) -> int:
        columns = [*zip(*(one.counts for one in self._coverage.series), strict=True)]
        return max([self._coverage.undated, *map(sum, columns)])

    @property
    def _apart(self) -> float:
        """Where the undated stand."""
        dated = len(self._coverage.starts)
        return dated + max(1.0, _GAP * dated) if dated else 0.0

    @staticmethod
    def _widen(axes: Axes, places: list[float]) -> None:
        last = max(places, default=0.0)
        spare = max(0.0, _LEAST_BARS - last - 1) / 2
        axes.set_xlim(-0.7 - spare, last + 0.7 + spare)

    def _scales(self, axes: Axes) -> None:
        axes.yaxis.set_major_locator(MaxNLocator(nbins=5, integer=True, min_n_ticks=1))
        axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: self._texts.number(round(value))))
        axes.set_ylim(0, max(_LEAST_HEIGHT, 1.05 * self._highest))
        places, labels = self._ticks()
        axes.set_xticks(places, labels=labels)
        axes.grid(visible=True, axis="y", color=self._theme.faint, linewidth=0.8, zorder=0)
        axes.set_axisbelow(True)
        axes.tick_params(colors=self._theme.ink, length=0, pad=5)
        for side, spine in axes.spines.items():
            spine.set_visible(side == "bottom")
            spine.set_color(self._theme.ink)
        words = axes.set_title(axis(self._coverage, self._texts), loc="left", color=self._theme.ink, pad=8)
        _plain(words, self._regular, _SMALL)
        for label in (*axes.get_xticklabels(), *axes.get_yticklabels()):
            _plain(label, self._regular, _SMALL)

    def _ticks(self) -> tuple[list[float], list[str]]:
        starts = self._coverage.starts
        room = _TICKS - bool(self._coverage.undated)
        every = max(1, -(-(len(starts) - 1) // max(1, room - 1)))
        places = [float(place) for place in range(0, len(starts), every)]
        labels = [tick(starts[int(place)], self._coverage, self._texts) for place in places]
        if self._coverage.undated:
            clear = [place for place in places if self._apart - place >= self._apart / _TICKS]
            places, labels = [*clear, self._apart], labels[: len(clear)]
            labels.append("\n".join(self._texts.template("chronicle.tick_undated").split()))
        return places, labels

    def _legend(self) -> None:
        handles: list[Artist] = [Patch(facecolor=colour) for colour in self._colours]
        # Names come afterwards: what begins with "_" would be left out, and "$" begins a formula.
        legend = self._figure.legend(
            handles,
            [str(place) for place, _ in self._numbered()],
            loc="upper left",
            bbox_to_anchor=(_MARGIN - 0.01, 0.215),
            ncols=_COLUMNS,
            frameon=False,
            mode=None,
            columnspacing=1.2,
            handlelength=1.1,
            handleheight=1.1,
            handletextpad=0.5,
            labelspacing=0.55,
            prop=self._regular.properties(_WORDS),
        )
        width = _POINTS * (1 - 2 * _MARGIN) / _COLUMNS - 2.5 * _WORDS
        for text, (place, one) in zip(legend.get_texts(), self._numbered(), strict=True):
            count = f" ({self._texts.number(one.total)})"
            shown = self._regular.drawable(name(one, self._texts)) or self._unwritable(place)
            text.set_text(self._regular.fitted(shown, _WORDS, width - 7.5 * len(count)) + count)
            text.set_color(self._theme.ink)
            _plain(text, self._regular, _WORDS)

    def _unwritable(self, place: int) -> str:
        return self._texts.template("chronicle.outlet_unwritable").format(number=place + 1)


def _plain(text: Text, lettering: Lettering, size: float) -> None:
    """In our font, and never read as a formula."""
    text.set_parse_math(False)
    text.set_usetex(False)
    text.set_fontproperties(lettering.properties(size))
