// Files go straight between the browser and the management API; the page's own connection would have to cut them into pieces.

/** Posts JSON and saves the file that comes back. Returns the problem as text, or null. */
export async function save(url, body) {
  const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  if (!answer.ok) {
    return await answer.text();
  }

  const name = /filename="([^"]+)"/.exec(answer.headers.get('content-disposition') ?? '')?.[1] ?? 'backup';
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await answer.blob());
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  return null;
}

/** Posts the file that was chosen in an input, with a passphrase. Returns the answer as text; null where no file is chosen. */
export async function send(url, input, passphrase) {
  if (!input.files.length) {
    return null;
  }

  const form = new FormData();
  form.append('passphrase', passphrase ?? '');
  form.append('file', input.files[0]);
  const answer = await fetch(url, { method: 'POST', body: form });
  return await answer.text();
}
