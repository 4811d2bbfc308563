import { voiceType, webmToOgg } from './voice-message.ts';

const webmType = 'audio/webm;codecs=opus';
const oggType = 'audio/ogg;codecs=opus';
/** About what a phone uses for speech. */
const bitsPerSecond = 24_000;

/** Records the microphone as a voice message: Opus in Ogg with one channel. */
export class Recorder {
  private constructor(
    private readonly microphone: MediaStream,
    private readonly context: AudioContext,
    private readonly analyser: AnalyserNode,
    private readonly recorder: MediaRecorder,
  ) {}

  /** Rejects when there is no microphone, or nobody may use it. */
  static async start(): Promise<Recorder> {
    const mimeType = [oggType, webmType].find((type) => MediaRecorder.isTypeSupported(type));
    if (!mimeType) throw new Error('This browser cannot record Opus');
    const microphone = await navigator.mediaDevices.getUserMedia({ audio: true });
    const context = new AudioContext();
    const source = context.createMediaStreamSource(microphone);
    const analyser = context.createAnalyser();
    // A microphone may have two channels, a voice message has one.
    const mono = new MediaStreamAudioDestinationNode(context, { channelCount: 1 });
    source.connect(analyser);
    source.connect(mono);
    const recorder = new MediaRecorder(mono.stream, { mimeType, audioBitsPerSecond: bitsPerSecond });
    recorder.start();
    return new Recorder(microphone, context, analyser, recorder);
  }

  /** How loud it is now, 0 to 1. */
  get level(): number {
    const samples = new Float32Array(this.analyser.fftSize);
    this.analyser.getFloatTimeDomainData(samples);
    return Math.min(
      1,
      samples.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0),
    );
  }

  async finish(): Promise<Blob> {
    const recorded = new Promise<Blob>((resolve) => {
      this.recorder.addEventListener('dataavailable', ({ data }) => resolve(data), { once: true });
    });
    this.cancel();
    const blob = await recorded;
    if (this.recorder.mimeType.startsWith('audio/ogg')) return new Blob([blob], { type: voiceType });
    return new Blob([webmToOgg(new Uint8Array(await blob.arrayBuffer()))], { type: voiceType });
  }

  cancel(): void {
    this.recorder.stop();
    for (const track of this.microphone.getTracks()) track.stop();
    void this.context.close();
  }
}
