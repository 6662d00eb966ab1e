"""The launches of the demo, by key, in the order in which they are made."""

from collections.abc import Mapping

from hypercare.demo.domain.chatbot import CHATBOT
from hypercare.demo.domain.plot import Plot
from hypercare.demo.domain.portal import PORTAL
from hypercare.demo.domain.trading import TRADING

PLOTS: Mapping[str, Plot] = {plot.key: plot for plot in (TRADING, CHATBOT, PORTAL)}
