"""A voice for Chromium's fake microphone: syllables with a pitch, formants, breath and pauses; nobody's voice."""

import wave
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

RATE = 48_000
QUIET, SPEECH = 3.0, 6.0  # seconds: a kit check listens to the room first, then to the voice
FORMANTS = ((730, 1090, 2440), (270, 2290, 3010), (570, 840, 2410), (530, 1840, 2480))  # a, i, o, e


def _syllable(place: int, seconds: float, rng: np.random.Generator) -> NDArray[np.float64]:
    """A voiced sound: harmonics of a gliding pitch, weighted by three formants."""
    time = np.arange(int(RATE * seconds)) / RATE
    pitch = 210 + 25 * np.sin(2 * np.pi * (0.7 + 0.1 * place) * time) + 6 * rng.standard_normal()
    phase = 2 * np.pi * np.cumsum(pitch) / RATE
    sound = np.zeros_like(time)
    for harmonic in range(1, 18):
        frequency = 210 * harmonic
        weight = sum(np.exp(-(((frequency - f) / 160) ** 2)) for f in FORMANTS[place % len(FORMANTS)])
        sound += (0.05 + weight) / harmonic**0.5 * np.sin(harmonic * phase)
    return sound * np.hanning(len(time)) ** 0.5


def spoken(path: Path) -> Path:
    """Write a WAV: a quiet room, then what a voice activity detector takes for speech; returns ``path``."""
    rng = np.random.default_rng(7)
    parts: list[NDArray[np.float64]] = []
    length, place = 0, 0
    while length < RATE * SPEECH:
        part = _syllable(place, 0.14 + 0.1 * rng.random(), rng)
        rest = np.zeros(int(RATE * (0.25 if place % 9 == 8 else 0.03)))
        parts += [part, rest]
        length += len(part) + len(rest)
        place += 1
    sound = np.concatenate([np.zeros(int(RATE * QUIET)), *parts])
    sound = 0.5 * sound / np.abs(sound).max() + 0.002 * rng.standard_normal(len(sound))
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((sound * 32767).astype("<i2").tobytes())
    return path
