-- What the sentence of a failure is filled with, so that it is told in the reader's language; null where only the text is known.
alter table runs add column error_values jsonb;
