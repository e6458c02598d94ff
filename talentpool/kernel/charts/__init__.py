"""Charts as SVG: numbers in, markup out. Pure: no Django, no clock, no database.

Every function returns a string that is safe to put into a page: all words are escaped, no style is inline,
colours come from classes (static/css/chart.css). Charts with room for text are drawn three times, for a phone
(280 units wide), half a page (480) and a whole page (960); the style sheet shows the one that fits its frame,
so that no letter is drawn under 11 px.
"""

from talentpool.kernel.charts.bars import Bar, bars, funnel
from talentpool.kernel.charts.curves import Series, curve_chart
from talentpool.kernel.charts.fill import Step, fill_chart
from talentpool.kernel.charts.heat import HeatRow, heat_map
from talentpool.kernel.charts.intervals import CORRELATIONS, Bin, Rate, interval_plot, reliability
from talentpool.kernel.charts.scatter import Good, Spot, scatter
from talentpool.kernel.charts.small import Axis, progress_bar, radar, sparkline

__all__ = [
    "CORRELATIONS",
    "Axis",
    "Bar",
    "Bin",
    "Good",
    "HeatRow",
    "Rate",
    "Series",
    "Spot",
    "Step",
    "bars",
    "curve_chart",
    "fill_chart",
    "funnel",
    "heat_map",
    "interval_plot",
    "progress_bar",
    "radar",
    "reliability",
    "scatter",
    "sparkline",
]
