import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { api, seg } from '../../api/client';
import type { Mailbox } from '../../api/incoming';
import { hasRole } from '../../app/session';
import { type List, useList } from '../../lib/list';
import { t } from '../../text/text';
import { Icon } from '../../ui/icons';
import { PageHead } from '../../ui/page';
import { Empty, Loaded, NoPermission } from '../../ui/states';
import { toast, toastProblem } from '../../ui/toast';
import { counts, failureOf, health, serverOf } from './mailboxForm';
import { MailboxPill } from './Signs';

const AGAIN = 2_000;
const PATIENCE = 30_000;

/** The mailboxes that are read for what comes back. */
export function MailboxesPage(): JSX.Element {
  const allowed = hasRole('administrator');
  return (
    <>
      <PageHead
        title={t('mailboxes.title')}
        lead={t('mailboxes.lead')}
        back={{ href: '/incoming', label: t('incoming.title') }}
        actions={allowed ? <AddMailbox /> : undefined}
      />
      {allowed ? <Mailboxes /> : <NoPermission />}
    </>
  );
}

export function AddMailbox(): JSX.Element {
  return (
    <a class="button button-main" href="/mailboxes/new">
      <Icon name="plus" />
      {t('mailboxes.new')}
    </a>
  );
}

function Mailboxes(): JSX.Element {
  const list = useList<Mailbox>('/mailboxes', {});
  const { busy, read } = useReading(list);
  return (
    <Loaded of={list} rows={2}>
      {() =>
        list.items.value.length === 0 ? (
          <Empty icon="inbox" title={t('mailboxes.empty')} action={<AddMailbox />}>
            {t('mailboxes.emptyWhy')}
          </Empty>
        ) : (
          <ul class="rows" aria-label={t('mailboxes.title')}>
            {list.items.value.map((mailbox) => (
              <Row key={mailbox.id} mailbox={mailbox} busy={busy.has(mailbox.id)} read={() => void read(mailbox)} />
            ))}
          </ul>
        )
      }
    </Loaded>
  );
}

function Row({ mailbox, busy, read }: { mailbox: Mailbox; busy: boolean; read: () => void }): JSX.Element {
  const failure = failureOf(mailbox);
  return (
    <li class="row follow-up">
      <div class="follow-up-main">
        <p class="follow-up-who">
          <a class="break" data-row href={`/mailboxes/${mailbox.id}`}>
            {mailbox.name}
          </a>
          <MailboxPill state={mailbox.state} />
        </p>
        <p class="quiet break">
          {[mailbox.addresses.join(', '), serverOf(mailbox)].filter((part) => part !== '').join(' · ')}
        </p>
        {mailbox.ofEnvironment && <p class="quiet">{t('mailbox.ofEnvironmentShort')}</p>}
        {failure !== null && <p class="follow-up-why break">{failure}</p>}
        <p class="follow-up-why">{health(mailbox)}</p>
        {mailbox.taken > 0 && <p class="quiet">{counts(mailbox)}</p>}
      </div>
      {mailbox.enabled && (
        <div class="follow-up-actions">
          <button type="button" class="button button-small" aria-disabled={busy} aria-label={t('mailbox.readNamed', { name: mailbox.name })} onClick={read}>
            {busy ? t('mailbox.reading') : t('mailbox.read')}
          </button>
        </div>
      )}
    </li>
  );
}

/** Asks for a mailbox to be read, and looks again until that was done. */
function useReading(list: List<Mailbox>): { busy: Set<string>; read: (mailbox: Mailbox) => Promise<void> } {
  const asked = useSignal(new Map<string, { before: string | null; until: number }>());

  function settle(): void {
    const now = Date.now();
    const open = [...asked.value].filter(([id, { before, until }]) => {
      const mailbox = list.items.value.find((other) => other.id === id);
      return mailbox !== undefined && mailbox.state !== 'failed' && mailbox.lastReadAt === before && now < until;
    });
    if (open.length < asked.value.size) asked.value = new Map(open);
  }

  useEffect(() => {
    const timer = setInterval(() => {
      if (asked.value.size === 0) return;
      settle();
      if (asked.value.size > 0) list.reload();
    }, AGAIN);
    return () => clearInterval(timer);
  }, []);

  async function read(mailbox: Mailbox): Promise<void> {
    if (asked.value.has(mailbox.id)) return;
    asked.value = new Map(asked.value).set(mailbox.id, { before: mailbox.lastReadAt, until: Date.now() + PATIENCE });
    try {
      await api.post(`/mailboxes/${seg(mailbox.id)}/read`);
      toast({ icon: 'inbox', text: t('mailbox.readAsked', { name: mailbox.name }) });
      list.reload();
    } catch (thrown) {
      asked.value = new Map([...asked.value].filter(([id]) => id !== mailbox.id));
      toastProblem(thrown);
    }
  }

  return { busy: new Set(asked.value.keys()), read };
}
