CREATE TABLE payments (
    id         BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    amount     DECIMAL(12, 2) NOT NULL,
    status     VARCHAR(50) NOT NULL DEFAULT 'new' COMMENT 'state of the transfer'
) ENGINE = InnoDB;
