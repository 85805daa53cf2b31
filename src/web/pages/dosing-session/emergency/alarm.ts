/** A sound that carries through a room, and a vibration where the device has one. Made on the device: it needs no network and no file. */
export function soundAlarm(): () => void {
  const audio = new AudioContext();
  let isOver = false;
  const beep = (): void => {
    if (isOver) return;
    for (const [offset, frequency] of [
      [0, 880],
      [0.25, 660],
      [0.5, 880],
    ] as const) {
      const tone = audio.createOscillator();
      const loudness = audio.createGain();
      tone.frequency.value = frequency;
      loudness.gain.value = 0.3;
      tone.connect(loudness).connect(audio.destination);
      tone.start(audio.currentTime + offset);
      tone.stop(audio.currentTime + offset + 0.2);
    }
    navigator.vibrate?.([300, 100, 300, 100, 600]);
  };
  beep();
  const timer = setInterval(beep, 3_000);
  return () => {
    isOver = true;
    clearInterval(timer);
    navigator.vibrate?.(0);
    void audio.close();
  };
}
