import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { api, newKey } from '../../api/client';
import type { FieldProblem } from '../../api/problem';
import type { NewMail, Page, Sequence, SentMail } from '../../api/types';
import { place } from '../../app/router';
import { product, user } from '../../app/session';
import { looksLikeEmail } from '../../lib/checks';
import { useForm } from '../../lib/form';
import { useResource } from '../../lib/resource';
import { t } from '../../text/text';
import { AreaField, Check, FormProblems, SelectField, TextField } from '../../ui/field';
import { Icon } from '../../ui/icons';
import { PageHead } from '../../ui/page';
import { htmlOf, paragraphs, pieces, recipients, textOf } from './body';
import { Sent } from './Sent';

interface Draft {
  to: string;
  subject: string;
  body: string;
  campaign: string;
  sequence: string;
  opens: boolean;
  clicks: boolean;
}

/** A newcomer finds a mail that is ready to send: to himself, with a link to click. */
function draftFor(first: boolean, to: string | null): Draft {
  const me = user.value;
  const empty = { to: to ?? '', subject: '', body: '', campaign: '', sequence: '', opens: true, clicks: true };
  if (!first || me === null) return empty;
  const about = `${product.value?.publicUrl ?? location.origin}/`;
  return { ...empty, to: me.email, subject: t('first.subject'), body: t('first.body', { name: me.name, address: about }) };
}

export function messageOf(draft: Draft, from: string): NewMail {
  return {
    from,
    to: recipients(draft.to),
    subject: draft.subject.trim(),
    html: htmlOf(draft.body),
    text: textOf(draft.body),
    track: { opens: draft.opens, clicks: draft.clicks },
    ...(draft.campaign.trim() === '' ? {} : { campaign: draft.campaign.trim() }),
    ...(draft.sequence === '' ? {} : { sequence: draft.sequence }),
  };
}

export function checkDraft(draft: Draft): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const to = recipients(draft.to);
  if (to.length === 0) problems.push({ field: 'to', message: t('compose.toMissing') });
  for (const party of to) {
    if (!looksLikeEmail(party.email)) problems.push({ field: 'to', message: t('compose.toWrong', { address: party.email }) });
  }
  if (draft.subject.trim() === '') problems.push({ field: 'subject', message: t('compose.subjectMissing') });
  if (draft.body.trim() === '') problems.push({ field: 'body', message: t('compose.bodyMissing') });
  return problems;
}

export function ComposePage(): JSX.Element {
  const first = place.value.query.get('first') !== null;
  const sent = useSignal<SentMail | null>(null);
  const initial = useMemo(() => draftFor(first, place.value.query.get('to')), [first]);
  const sequences = useResource<Page<Sequence>>('sequences', (signal) => api.get<Page<Sequence>>('/sequences', {}, signal));
  // One key for one wish: after a time-out the same mail can be sent again without going out twice.
  const wish = useRef({ content: '', key: '' });
  const form = useForm<Draft>({
    id: first ? 'compose-first' : 'compose',
    initial,
    keep: true,
    check: checkDraft,
    submit: async (draft) => {
      const mail = messageOf(draft, user.value?.email ?? '');
      const content = JSON.stringify(mail);
      if (wish.current.content !== content) wish.current = { content, key: newKey() };
      sent.value = await api.post<SentMail>('/messages', mail, wish.current.key);
    },
  });
  useEffect(() => {
    if (sent.value !== null) scrollTo(0, 0);
  }, [sent.value]);

  if (sent.value !== null) {
    return (
      <Sent
        mail={sent.value}
        another={() => {
          wish.current = { content: '', key: '' };
          form.reset(draftFor(false, null));
          sent.value = null;
        }}
      />
    );
  }
  const labels = {
    to: t('compose.to'),
    subject: t('compose.subject'),
    body: t('compose.body'),
    html: t('compose.body'),
    text: t('compose.body'),
    campaign: t('compose.campaign'),
    sequence: t('compose.sequence'),
    from: t('compose.from'),
  };
  const draft = form.values.value;
  const active = sequences.data.value?.items.filter((sequence) => sequence.active) ?? [];
  return (
    <>
      <PageHead title={first ? t('compose.firstTitle') : t('compose.title')} lead={first ? t('compose.firstLead') : undefined} />
      {product.value?.relay === 'capture' && (
        <p class="notice notice-calm">
          <Icon name="inbox" />
          <span>{t('compose.captured')}</span>
        </p>
      )}
      <form class="compose" noValidate onSubmit={(event) => void form.submit(event)}>
        <div class="card stack">
          <FormProblems form={form} labels={labels} />
          <p class="compose-from">
            {t('compose.from')} <strong>{user.value?.email}</strong>
          </p>
          <TextField form={form} name="to" label={labels.to} help={t('compose.toHelp')} />
          <TextField form={form} name="subject" label={labels.subject} />
          <AreaField form={form} name="body" label={labels.body} help={t('compose.bodyHelp')} rows={11} />
          <Preview body={draft.body} />
        </div>
        <div class="compose-side stack">
          <fieldset class="card stack">
            <legend class="card-legend">{t('compose.tracking')}</legend>
            <Check
              id="compose-opens"
              label={t('compose.opens')}
              help={t('compose.opensHelp')}
              checked={draft.opens}
              onChange={(on) => form.set('opens', on)}
            />
            <Check
              id="compose-clicks"
              label={t('compose.clicks')}
              help={t('compose.clicksHelp')}
              checked={draft.clicks}
              onChange={(on) => form.set('clicks', on)}
            />
          </fieldset>
          <fieldset class="card stack">
            <legend class="card-legend">{t('compose.more')}</legend>
            <SelectField
              form={form}
              name="sequence"
              label={labels.sequence}
              required={false}
              help={active.length === 0 ? <a href="/sequences/new">{t('sequences.new')}</a> : t('compose.sequenceHelp')}
              options={[
                { value: '', label: t('compose.noSequence') },
                ...active.map((sequence) => ({ value: sequence.id, label: sequence.name })),
              ]}
            />
            <TextField form={form} name="campaign" label={labels.campaign} required={false} />
          </fieldset>
          <button class="button button-main button-wide" aria-disabled={form.busy.value}>
            <Icon name="send" />
            {form.busy.value ? t('compose.sending') : t('compose.send')}
          </button>
        </div>
      </form>
    </>
  );
}

function Preview({ body }: { body: string }): JSX.Element | null {
  const found = paragraphs(body);
  if (found.length === 0) return null;
  return (
    <details class="compose-preview">
      <summary>{t('compose.preview')}</summary>
      <div class="letter">
        {found.map((lines, at) => (
          <p key={at}>
            {lines.map((line, lineAt) => (
              <span key={lineAt}>
                {lineAt > 0 && <br />}
                {pieces(line).map((piece, pieceAt) =>
                  piece.kind === 'text' ? (
                    piece.text
                  ) : (
                    <a key={pieceAt} href={piece.url} target="_blank" rel="noopener noreferrer">
                      {piece.text}
                    </a>
                  ),
                )}
              </span>
            ))}
          </p>
        ))}
      </div>
    </details>
  );
}
