"""What can be measured in a voice recording: speech and silence, clipping, noise, pace. Never mood or identity."""

import io
import wave
from dataclasses import asdict, dataclass

import numpy as np
import webrtcvad
from numpy.typing import NDArray

RATE = 16_000
FRAME_MS = 30
FRAME = RATE * FRAME_MS // 1000
LARGEST_BYTES = 12_000_000
CLIPPED_AT = 0.985
WARM_UP = 10  # times the quietest frame first: the detector takes what it hears at the start for speech
Samples = NDArray[np.float64]


class Unusable(Exception):
    """A recording nobody can judge. ``code``: not_audio, too_large, too_short, too_long, silence, clipping."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


@dataclass(frozen=True)
class VoiceLimits:
    """What a recording must keep to be judged at all."""

    shortest_s: float = 3.0
    longest_s: float = 120.0
    least_speech: float = 0.15
    most_clipping: float = 0.01


@dataclass(frozen=True)
class VoiceMeasures:
    """seconds in all; speech: share 0 to 1; lead_s: silence before the first word; pause_s: the longest inside;
    peak 0 to 1; clipping: share of samples at the rail; snr_db: speech over noise; pace: units a minute of speech."""

    seconds: float
    speech: float
    lead_s: float
    pause_s: float
    peak: float
    clipping: float
    snr_db: float | None
    pace: float | None

    def as_dict(self) -> dict[str, float | None]:
        return {key: None if value is None else round(value, 3) for key, value in asdict(self).items()}


def read_wav(content: bytes) -> Samples:
    """Samples (-1 to 1, mono, 16 kHz) of a PCM WAV file of 8 or 16 bits, 8 to 48 kHz. Raises Unusable."""
    if len(content) > LARGEST_BYTES:
        raise Unusable("too_large")
    try:
        with wave.open(io.BytesIO(content)) as file:
            rate, width, channels = file.getframerate(), file.getsampwidth(), file.getnchannels()
            raw = file.readframes(file.getnframes())
    except (wave.Error, EOFError, ValueError, OSError, RuntimeError, OverflowError, ZeroDivisionError) as error:
        raise Unusable("not_audio") from error
    if not 8_000 <= rate <= 48_000 or width not in (1, 2) or channels not in (1, 2):
        raise Unusable("not_audio")
    return _resampled(_mono(raw, width, channels), rate)


def _mono(raw: bytes, width: int, channels: int) -> Samples:
    raw = raw[: len(raw) - len(raw) % (width * channels)]
    if width == 2:
        samples = np.frombuffer(raw, dtype="<i2").astype(np.float64) / 32768
    else:
        samples = (np.frombuffer(raw, dtype=np.uint8).astype(np.float64) - 128) / 128
    mono: Samples = samples.reshape(-1, channels).mean(axis=1)
    return mono


def _resampled(samples: Samples, rate: int) -> Samples:
    if rate == RATE or not len(samples):
        return samples
    at = np.arange(0, len(samples) * RATE // rate) * rate / RATE
    return np.interp(at, np.arange(len(samples)), samples)


def speech_frames(samples: Samples, *, strictness: int = 2) -> NDArray[np.bool_]:
    """For each 30 ms frame, whether it holds speech. Source: the WebRTC project's voice activity detector."""
    detector = webrtcvad.Vad(strictness)
    whole = (np.clip(samples, -1, 1) * 32767).astype("<i2")
    frames = whole[: len(whole) - len(whole) % FRAME].reshape(-1, FRAME)
    if not len(frames):
        return np.zeros(0, dtype=bool)
    quietest = frames[(frames.astype(np.float64) ** 2).sum(axis=1).argmin()].tobytes()
    for _ in range(WARM_UP):
        detector.is_speech(quietest, RATE)
    return np.array([detector.is_speech(frame.tobytes(), RATE) for frame in frames], dtype=bool)


def measure(content: bytes, *, limits: VoiceLimits | None = None, units: int = 0) -> VoiceMeasures:
    """What a WAV recording holds, or Unusable. ``units``: characters (Chinese) or words of the text read aloud, for pace."""
    limits = limits or VoiceLimits()
    samples = read_wav(content)
    seconds = len(samples) / RATE
    if not len(samples) or seconds < limits.shortest_s:
        raise Unusable("too_short" if len(samples) else "not_audio")
    if seconds > limits.longest_s:
        raise Unusable("too_long")
    clipping = float(np.mean(np.abs(samples) >= CLIPPED_AT))
    if clipping > limits.most_clipping:
        raise Unusable("clipping")
    frames = speech_frames(samples)
    share = float(frames.mean()) if len(frames) else 0.0
    if share < limits.least_speech:
        raise Unusable("silence")
    return VoiceMeasures(
        seconds=seconds,
        speech=share,
        lead_s=float(np.argmax(frames)) * FRAME_MS / 1000,
        pause_s=_longest_pause(frames),
        peak=float(np.abs(samples).max()),
        clipping=clipping,
        snr_db=_signal_to_noise(samples, frames),
        pace=float(units / (frames.sum() * FRAME_MS / 60_000)) if units else None,
    )


def _longest_pause(frames: NDArray[np.bool_]) -> float:
    """Seconds of the longest silence between two stretches of speech."""
    spoken = np.flatnonzero(frames)
    gaps = np.diff(spoken) - 1
    return float(gaps.max(initial=0)) * FRAME_MS / 1000


def _signal_to_noise(samples: Samples, frames: NDArray[np.bool_]) -> float | None:
    """Power of speech frames over power of the others, in dB; None where no frame is without speech."""
    power = (samples[: len(frames) * FRAME].reshape(-1, FRAME) ** 2).mean(axis=1)
    if frames.all():
        return None
    noise = float(np.median(power[~frames])) + 1e-10
    return float(10 * np.log10((power[frames].mean() + 1e-10) / noise))
