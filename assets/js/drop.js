// <div data-drop>: a file dropped into the frame lands in its file field.
export function startDrop(root) {
  for (const frame of root.querySelectorAll("[data-drop]")) {
    const field = frame.querySelector("input[type='file']");
    if (!field || frame.dataset.started) continue;
    frame.dataset.started = "yes";
    frame.addEventListener("dragover", (event) => {
      event.preventDefault();
      frame.classList.add("m-drop--over");
    });
    frame.addEventListener("dragleave", () => frame.classList.remove("m-drop--over"));
    frame.addEventListener("drop", (event) => {
      event.preventDefault();
      frame.classList.remove("m-drop--over");
      if (!event.dataTransfer.files.length) return;
      field.files = event.dataTransfer.files;
      field.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }
}
