import type { TestMail } from '../../api/types';

/** Whether the server cannot know of arrival because it reads no mailbox of the address; a captured mail has arrived, and needs none. */
export function lacksMailbox(mail: TestMail): boolean {
  return mail.checks.some((check) => check.key === 'arrived' && check.state === 'unknown');
}
