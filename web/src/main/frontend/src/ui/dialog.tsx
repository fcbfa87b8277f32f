import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { t } from '../text/text';
import { Icon } from './icons';

interface DialogProps {
  title: string;
  onClose: () => void;
  children: ComponentChildren;
  wide?: boolean;
}

/** A native modal dialog: the browser keeps the focus inside and gives it back. */
export function Dialog({ title, onClose, children, wide }: DialogProps): JSX.Element {
  const box = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = box.current;
    const before = document.activeElement;
    if (dialog !== null && !dialog.open) dialog.showModal();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={box}
      class={wide === true ? 'dialog dialog-wide' : 'dialog'}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <div class="dialog-head">
        <h2 id={id}>{title}</h2>
        <button type="button" class="button button-bare button-icon" onClick={onClose} aria-label={t('action.close')}>
          <Icon name="close" />
        </button>
      </div>
      {children}
    </dialog>
  );
}

interface ConfirmProps {
  title: string;
  text: string;
  yes: string;
  no?: string;
  danger?: boolean;
  onYes: () => void;
  onNo: () => void;
}

export function Confirm({ title, text, yes, no, danger, onYes, onNo }: ConfirmProps): JSX.Element {
  return (
    <Dialog title={title} onClose={onNo}>
      <p>{text}</p>
      <div class="dialog-actions">
        <button type="button" class="button" onClick={onNo} autofocus>
          {no ?? t('action.cancel')}
        </button>
        <button type="button" class={danger === true ? 'button button-danger' : 'button button-main'} onClick={onYes}>
          {yes}
        </button>
      </div>
    </Dialog>
  );
}
