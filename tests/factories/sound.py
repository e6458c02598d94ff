"""Sounds for tests: a voice-like signal, silence, a clipped one; as WAV files."""

import io
import wave
from functools import lru_cache

import numpy as np

RATE = 16_000


def wav(samples: np.ndarray, rate: int = RATE) -> bytes:
    """A 16-bit mono WAV file of samples between -1 and 1."""
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())
    return buffer.getvalue()


def voice(seconds: float = 6.0, *, lead: float = 0.5, loudness: float = 0.5, noise: float = 0.002, rate: int = RATE):
    """Buzzing with formants, in syllables of a quarter-second: the detector takes it for speech."""
    chance = np.random.default_rng(7)
    t = np.arange(int(seconds * rate)) / rate
    pitch = 120 + 20 * np.sin(2 * np.pi * 0.7 * t)
    phase = 2 * np.pi * np.cumsum(pitch) / rate
    buzz = sum(np.sin(k * phase) / k * _formants(k * 120.0) for k in range(1, 28))
    syllables = np.clip(np.sin(2 * np.pi * 4 * t) + 0.3, 0, 1)
    spoken = buzz * syllables * (t > lead)
    spoken = spoken / max(np.abs(spoken).max(), 1e-9) * loudness
    return spoken + chance.normal(0, noise, len(t))


def _formants(hertz: float) -> float:
    return sum(np.exp(-(((hertz - f) / 150.0) ** 2)) for f in (600.0, 1200.0, 2500.0)) + 0.05


@lru_cache(maxsize=8)
def speech_file(seconds: float = 6.0, **kwargs: float) -> bytes:
    """A WAV file somebody could judge."""
    return wav(voice(seconds, **kwargs), int(kwargs.get("rate", RATE)))


def silent_file(seconds: float = 6.0) -> bytes:
    return wav(np.random.default_rng(3).normal(0, 0.0005, int(seconds * RATE)))


def clipped_file(seconds: float = 6.0) -> bytes:
    return wav(np.clip(voice(seconds) * 20, -1, 1))
