// Runs on the audio thread: hands every block of samples to the page. A static file, because the policy forbids blob:.
class VoiceCapture extends AudioWorkletProcessor {
  process(inputs) {
    const block = inputs[0]?.[0];
    if (block) this.port.postMessage(block.slice(0));
    return true;
  }
}
registerProcessor("voice-capture", VoiceCapture);
