"""The common shock: what moves many answers at once (a storm, a holiday, a rumour).

One Gaussian factor with correlation rho: a person with probability p says yes when
sqrt(rho) Z + sqrt(1 - rho) e < quantile(p), with Z shared by everybody and e her own. So the probability
stays p on average, and given Z it is Phi((quantile(p) + sqrt(rho) Z) / sqrt(1 - rho)).
Source: Vasicek, The distribution of loan portfolio value, Risk 15 (2002): the same one-factor model for
defaults.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import pi, sqrt

import numpy as np
import scipy

from talentpool.activation.rules.inputs import FillInputError, Floats

RHOS: Floats = np.array([0.0, 0.0025, 0.005, 0.01, 0.015, 0.02, 0.03, 0.04, 0.055, 0.075, 0.1, 0.13, 0.17, 0.22, 0.3])
TINY = 1e-12


def nodes(count: int = 31) -> tuple[Floats, Floats]:
    """Values of Z and their weights: Gauss-Hermite for a standard normal, weights sum to 1."""
    x, w = np.polynomial.hermite_e.hermegauss(count)
    return x, w / sqrt(2 * pi)


def normal_share(x: Floats) -> Floats:
    """Phi, the normal distribution function."""
    return np.asarray(0.5 * (1.0 + scipy.special.erf(x / sqrt(2.0))), dtype=np.float64)


def given_shock(probabilities: Floats, *, rho: Floats | float, z: Floats | float) -> Floats:
    """Each person's probability in a world where the factor is z; shapes broadcast."""
    usual = scipy.special.ndtri(np.clip(probabilities, TINY, 1 - TINY))
    shifted = normal_share((usual + np.sqrt(rho) * z) / np.sqrt(1.0 - np.asarray(rho)))
    # The certain stay certain: someone who can't be asked isn't moved by the weather.
    return np.where(probabilities <= 0, 0.0, np.where(probabilities >= 1, 1.0, shifted))


@dataclass(frozen=True)
class Wave:
    """What a past wave taught: how many were asked, the sum of their probabilities, how many said yes."""

    asked: int
    expected: float
    yes: int


@dataclass(frozen=True)
class Shock:
    """What is known about rho: weights over a grid, so that doubt about it goes into every promise."""

    rhos: Floats = field(default_factory=lambda: np.zeros(1))
    weights: Floats = field(default_factory=lambda: np.ones(1))
    waves: int = 0

    @property
    def mean(self) -> float:
        """The expected rho, 0 to 1."""
        return float(self.rhos @ self.weights)

    def worlds(self, count: int = 31) -> tuple[Floats, Floats, Floats]:
        """(rho, z, weight) of a grid of worlds, weights sum to 1; rare rhos are left out."""
        z, w = nodes(count)
        kept = self.weights > 1e-4
        weights = self.weights[kept] / self.weights[kept].sum()
        rho_grid, z_grid = np.repeat(self.rhos[kept], count), np.tile(z, int(kept.sum()))
        return rho_grid, z_grid, np.repeat(weights, count) * np.tile(w, int(kept.sum()))

    def draw(self, rng: np.random.Generator, runs: int) -> tuple[Floats, Floats]:
        """(rho, z), one world per run."""
        rhos = rng.choice(self.rhos, size=runs, p=self.weights)
        return rhos, rng.standard_normal(runs)


NO_SHOCK = Shock()


def prior(*, scale: float = 0.06) -> Floats:
    """What is believed before any wave: small rhos are likelier; half-normal with ``scale``, and room at
    0."""
    weights = np.exp(-0.5 * (RHOS / scale) ** 2) * np.gradient(RHOS)
    weights[0] = weights.sum() * 0.1
    return np.asarray(weights / weights.sum(), dtype=np.float64)


def fit_shock(waves: Sequence[Wave], *, scale: float = 0.06) -> Shock:
    """rho from past waves: Bayes on a grid; the yeses of a wave are binomial given the factor.

    Without any wave the answer is the prior: a promise made on no history is a careful one.
    """
    chances = prior(scale=scale)
    logs = np.log(chances)
    for wave in waves:
        logs += _wave_log_likelihood(wave)
    shifted = np.exp(logs - logs.max())
    return Shock(rhos=RHOS, weights=shifted / shifted.sum(), waves=len(waves))


def _wave_log_likelihood(wave: Wave) -> Floats:
    if not 0 <= wave.yes <= wave.asked or not 0 <= wave.expected <= wave.asked:
        raise FillInputError("wave_impossible", "A wave can't have more yeses than people asked.")
    if wave.asked == 0 or wave.expected in (0, wave.asked):
        return np.zeros(len(RHOS))
    z, w = nodes(41)
    mean = np.array([[wave.expected / wave.asked]])
    chance = np.clip(given_shock(mean, rho=RHOS[:, None], z=z[None, :]), TINY, 1 - TINY)
    logs = wave.yes * np.log(chance) + (wave.asked - wave.yes) * np.log1p(-chance)
    top = logs.max()
    return np.asarray(np.log(np.exp(logs - top) @ w + 1e-300) + top, dtype=np.float64)
