-- Two roles, neither a superuser: merila_owner makes and alters the tables (migrate, restore),
-- merila works with them (web, worker). Run once by the superuser of the server, with psql and the
-- passwords in OWNER_PASSWORD and PROGRAM_PASSWORD. What merila may do with each table is said by
-- `manage.py grant_tables merila`, after every migrate.
\set ON_ERROR_STOP on
\getenv owner_password OWNER_PASSWORD
\getenv program_password PROGRAM_PASSWORD
CREATE ROLE merila_owner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION
  PASSWORD :'owner_password';
CREATE ROLE merila LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION
  PASSWORD :'program_password';
CREATE DATABASE merila OWNER merila_owner ENCODING 'UTF8' TEMPLATE template0;
REVOKE ALL ON DATABASE merila FROM PUBLIC;
GRANT CONNECT ON DATABASE merila TO merila;
\connect merila
ALTER SCHEMA public OWNER TO merila_owner;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO merila;
