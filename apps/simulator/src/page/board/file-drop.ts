/**
 * Takes a file wherever it is dropped: beside the right place, the browser would leave this page to open it.
 * @param take gets the first file and what it was dropped on
 */
export function onFileDrop(take: (file: File, target: EventTarget | null) => void): void {
  const show = (isOver: boolean): void => void document.body.classList.toggle('dropping', isOver);
  addEventListener('dragover', (event) => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    show(true);
  });
  addEventListener('dragleave', ({ relatedTarget }) => relatedTarget ?? show(false));
  addEventListener('drop', (event) => {
    show(false);
    const file = event.dataTransfer?.files[0];
    if (!file) return;
    event.preventDefault();
    take(file, event.target);
  });
}
