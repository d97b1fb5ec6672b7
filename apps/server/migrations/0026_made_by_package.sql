-- The package that created an asset because somebody told it to; only it may take it away again, as long as nobody has touched it.
alter table assets add column made_by_package text;
