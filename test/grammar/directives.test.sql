-- SYNTAX TEST "source.sql" "directives in comments"

-- interlock-disable-next-line drop-column-in-use: nobody reads it
-- ^^^^^^^^^^^^^^^^^^^^^^^^^^^ keyword.control.directive.interlock
--                             ^^^^^^^^^^^^^^^^^^ entity.name.tag.rule.interlock
--                                                 ^^^^^^^^^^^^^^^ string.unquoted.reason.interlock

/* interlock-disable-file missing-lock-timeout, rename-table: set by the role */
-- ^^^^^^^^^^^^^^^^^^^^^^ keyword.control.directive.interlock
--                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ entity.name.tag.rule.interlock
--                                                            ^^^^^^^^^^^^^^^ string.unquoted.reason.interlock

-- interlock: phase contract
-- ^^^^^^^^^^ keyword.control.directive.interlock
--            ^^^^^ keyword.other.directive.interlock
--                  ^^^^^^^^ constant.language.phase.interlock

-- interlock-disable-everything drop-column-in-use
-- ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ - keyword.control.directive.interlock

--changeset alice:12 runInTransaction:false
--^^^^^^^^^ keyword.control.directive.liquibase
--          ^^^^^ variable.other.author.liquibase
--                ^^ entity.name.section.changeset.liquibase
--                   ^^^^^^^^^^^^^^^^ entity.other.attribute-name.liquibase

--liquibase formatted sql
--^^^^^^^^^^^^^^^^^^^^^^^ keyword.control.directive.liquibase

-- +goose Up
-- ^^^^^^ keyword.control.directive.goose
--        ^^ entity.name.section.goose

-- +goose NO TRANSACTION
--        ^^^^^^^^^^^^^^ entity.name.section.goose

-- migrate:up transaction:false
-- ^^^^^^^^^^ keyword.control.directive.dbmate
--            ^^^^^^^^^^^^^^^^^ constant.other.option.dbmate

ALTER TABLE ${schema}.payments ADD COLUMN note text;
--          ^^ punctuation.definition.placeholder.begin.flyway
--            ^^^^^^ variable.parameter.flyway
--                  ^ punctuation.definition.placeholder.end.flyway

SELECT 'migrate:up';
--      ^^^^^^^^^^ - keyword.control.directive.dbmate
