/** Shows the chat; the button asks this portal's own server, which alone knows the key of Visit Desk. */
const list = document.querySelector('#messages');
const button = document.querySelector('#video');

function show(messages) {
  list.replaceChildren(...messages.map(itemOf));
}

function itemOf({ text, link, helpCode }) {
  const item = document.createElement('li');
  item.append(text);
  if (link) {
    const anchor = document.createElement('a');
    anchor.href = link;
    // A tab of its own: the call needs the camera, and the chat stays.
    anchor.target = '_blank';
    anchor.rel = 'noreferrer';
    anchor.textContent = 'Open the video visit';
    item.append(' ', anchor, ` (code for the telephone: ${helpCode})`);
  }
  return item;
}

button.addEventListener('click', async () => {
  button.disabled = true;
  button.textContent = 'One moment…';
  try {
    show(await (await fetch('/video-visit', { method: 'POST' })).json());
  } finally {
    button.disabled = false;
    button.textContent = 'Video visit';
  }
});

show(await (await fetch('/messages')).json());
