import type { Party } from '../../api/types';

export type Piece = { kind: 'text'; text: string } | { kind: 'link'; text: string; url: string };

const LINK = /\[([^\]\n]+)\]\((https?:\/\/[^\s)]+)\)|(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)])/g;

/** Splits what was typed into text and links: `[words](https://…)`, and bare addresses. */
export function pieces(line: string): Piece[] {
  const found: Piece[] = [];
  let at = 0;
  for (const match of line.matchAll(LINK)) {
    if (match.index > at) found.push({ kind: 'text', text: line.slice(at, match.index) });
    const url = match[2] ?? match[3] ?? '';
    found.push({ kind: 'link', text: match[1] ?? url, url });
    at = match.index + match[0].length;
  }
  if (at < line.length) found.push({ kind: 'text', text: line.slice(at) });
  return found;
}

export function paragraphs(body: string): string[][] {
  return body
    .replace(/\r\n?/g, '\n')
    .split(/\n{2,}/)
    .map((paragraph) => paragraph.split('\n'))
    .filter((lines) => lines.some((line) => line.trim() !== ''));
}

function escape(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

/** The HTML part of a mail that was typed as plain text. */
export function htmlOf(body: string): string {
  const inner = paragraphs(body).map((lines) => {
    const html = lines.map((line) =>
      pieces(line)
        .map((piece) => (piece.kind === 'text' ? escape(piece.text) : `<a href="${escape(piece.url)}">${escape(piece.text)}</a>`))
        .join(''),
    );
    return `<p>${html.join('<br>\n')}</p>`;
  });
  return `<!doctype html>\n<html><body>\n${inner.join('\n')}\n</body></html>\n`;
}

/** The plain-text part: links with their address behind the words. */
export function textOf(body: string): string {
  return body.replace(/\[([^\]\n]+)\]\((https?:\/\/[^\s)]+)\)/g, '$1 <$2>');
}

/** Reads `Ann Example <ann@example.org>, bob@example.org`; one address a line works as well. */
export function recipients(input: string): Party[] {
  return input
    .split(/[\n;,]+(?=(?:[^"]*"[^"]*")*[^"]*$)/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const named = /^(.*)<([^<>]+)>$/.exec(part);
      if (named === null) return { email: part };
      const name = (named[1] ?? '').trim().replace(/^"(.*)"$/, '$1');
      const email = (named[2] ?? '').trim();
      return name === '' ? { email } : { email, name };
    });
}

function plain(html: string): string {
  return html.replace(/&quot;/g, '"').replace(/&gt;/g, '>').replace(/&lt;/g, '<').replace(/&amp;/g, '&');
}

/** What was typed to make this HTML; null when it was made by something else. */
export function typedOf(html: string): string | null {
  const inner = /<body>\n([\s\S]*)\n<\/body>/.exec(html)?.[1];
  if (inner === undefined) return null;
  const typed = inner
    .split('</p>\n<p>')
    .join('\n\n')
    .replace(/^<p>|<\/p>$/g, '')
    .replace(/<br>\n/g, '\n')
    .replace(/<a href="([^"]*)">([^<]*)<\/a>/g, (_, url: string, words: string) => (url === words ? url : `[${words}](${url})`));
  const text = plain(typed);
  return htmlOf(text) === html ? text : null;
}
