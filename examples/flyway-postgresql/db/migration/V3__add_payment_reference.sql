-- The bank's reference has to be stored with every payment.
ALTER TABLE payments ADD COLUMN reference_id VARCHAR(64) NOT NULL;

CREATE INDEX payments_reference_id_idx ON payments (reference_id);

ALTER TABLE payments
    ADD CONSTRAINT payments_customer_fk FOREIGN KEY (customer_id) REFERENCES customers (id);
