import { digits, unused } from '../state/ids.ts';
import type { Contact } from '../state/model.ts';
import { findUserByEmail } from '../state/world.ts';
import { malformed, notFound } from './api-error.ts';
import { groupIds, onlineStateOf } from './devices.ts';
import { visibleGroup } from './group-rules.ts';
import { legacyGone } from './groups.ts';
import { noContent, ok, type SignedOperation } from './operation.ts';
import { bodyOf, booleanOf, listOf, requiredText, textOf } from './parameters.ts';
import { groupOfBody } from './session-rules.ts';

/** GET /contacts, invitations apart (TV-6.4). */
export const contactList: SignedOperation = {
  method: 'GET',
  path: '/contacts',
  fact: 'TV-6.4',
  gone: legacyGone,
  needs: ['ContactList.Read'],
  parameters: ['name', 'online_state', 'email', 'groupid', 'include_invitations'],
  handle(call) {
    const name = textOf(call.query, 'name')?.toLowerCase();
    const online = onlineStateOf(textOf(call.query, 'online_state'));
    const emails = listOf(call.query, 'email')?.map((email) => email.toLowerCase());
    const groups = groupIds(call, textOf(call.query, 'groupid'));
    const found = [...call.emulation.world.contacts.values()].filter(
      (contact) =>
        groups.has(contact.groupId) &&
        (name === undefined || contact.name.toLowerCase().includes(name)) &&
        (online === undefined || contact.online === online) &&
        (emails === undefined || emails.includes(contact.email.toLowerCase())),
    );
    const invitations = found.filter((contact) => contact.invited).map(contactBody);
    return ok({
      contacts: found.filter((contact) => !contact.invited).map(contactBody),
      ...(booleanOf(call.query, 'include_invitations') ? { invitations } : {}),
    });
  },
};

function contactBody(contact: Contact): object {
  return {
    contact_id: contact.id,
    ...(contact.userId === null ? {} : { user_id: contact.userId }),
    name: contact.name,
    groupid: contact.groupId,
    description: contact.description,
    online_state: contact.online,
    email: contact.email,
    supported_features: 'chat',
  };
}

/** POST /contacts (TV-6.4). */
export const contactCreate: SignedOperation = {
  method: 'POST',
  path: '/contacts',
  fact: 'TV-6.4',
  gone: legacyGone,
  needs: ['ContactList.Create'],
  members: ['email', 'name', 'groupid', 'groupname', 'description', 'invite'],
  handle(call) {
    const { world, random } = call.emulation;
    const fields = bodyOf(call);
    const email = requiredText(fields, 'email', { max: 254 });
    const name = textOf(fields, 'name', { min: 5, max: 50 }) ?? email;
    const group = groupOfBody(call, fields);
    if (!group) throw malformed('groupid');
    const contact: Contact = {
      id: unused(
        () => `c${digits(random, 8)}`,
        (drawn) => world.contacts.has(drawn),
      ),
      companyId: call.caller.company.id,
      ownerId: group.ownerId,
      groupId: group.id,
      userId: findUserByEmail(world, email)?.id ?? null,
      name,
      email,
      description: textOf(fields, 'description', { max: 2048 }) ?? '',
      online: 'Offline',
      invited: booleanOf(fields, 'invite') ?? false,
    };
    world.contacts.set(contact.id, contact);
    return ok(contactBody(contact));
  },
};

/** DELETE /contacts/{id} (TV-6.4). */
export const contactDelete: SignedOperation = {
  method: 'DELETE',
  path: '/contacts/{contactId}',
  fact: 'TV-6.4',
  gone: legacyGone,
  needs: ['ContactList.Delete'],
  handle(call) {
    const contact = call.emulation.world.contacts.get(call.params['contactId'] ?? '');
    if (!contact || !visibleGroup(call, contact.groupId)) throw notFound('There is no such contact.');
    call.emulation.world.contacts.delete(contact.id);
    return noContent;
  },
};
