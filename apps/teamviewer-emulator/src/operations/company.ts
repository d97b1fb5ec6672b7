import { forbidden } from './api-error.ts';
import { noContent, ok, type SignedCall, type SignedOperation } from './operation.ts';
import { bodyOf, requiredText } from './parameters.ts';

/** GET /company. Its permission and its fields are not published: an administrator's token and the name, here (TV-4.4). */
export const companyGet: SignedOperation = {
  method: 'GET',
  path: '/company',
  fact: 'TV-4.4',
  needs: [],
  handle(call) {
    administratorsOnly(call);
    return ok({ name: call.caller.company.name });
  },
};

/** PUT /company (TV-4.4). */
export const companyPut: SignedOperation = {
  method: 'PUT',
  path: '/company',
  fact: 'TV-4.4',
  needs: [],
  members: ['name'],
  handle(call) {
    administratorsOnly(call);
    call.caller.company.name = requiredText(bodyOf(call), 'name', { max: 100 });
    return noContent;
  },
};

/** GET /company/license (TV-4.4). */
export const companyLicence: SignedOperation = {
  method: 'GET',
  path: '/company/license',
  fact: 'TV-4.4',
  needs: [],
  handle(call) {
    administratorsOnly(call);
    const { licence } = call.caller.company;
    return ok({
      version: -1,
      type: licence.type,
      teamViewerLicenseId: licence.id,
      isactive: licence.active,
    });
  },
};

function administratorsOnly({ caller }: SignedCall): void {
  if (!caller.user.administrator) throw forbidden('Only a company administrator may do this.');
}
