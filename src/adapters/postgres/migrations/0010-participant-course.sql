-- How a participant came and why they left, for the flow of recruitment. Rows of before are filled by a rebuild.
ALTER TABLE projection.participant ADD COLUMN course jsonb;
