"""Numbers of fictional organisations with the check digits that real ones have.

>>> registration_number(0), tax_number(0), iban(0)
('9901019000', '87000016', 'SI56191009900000086')
"""

from stdnum.iban import calc_check_digits
from stdnum.si import ddv, maticna

_BANK = "19100"


def registration_number(place: int) -> str:
    """Seven digits, the last of which checks the others, and the unit 000."""
    first = 990100 + 11 * place
    while not maticna.is_valid(f"{first}{maticna.calc_check_digit(str(first))}"):
        first += 1
    return f"{first}{maticna.calc_check_digit(str(first))}000"


def tax_number(place: int) -> str:
    first = 8700001 + 37 * place
    while not ddv.is_valid(f"{first}{ddv.calc_check_digit(str(first))}"):
        first += 1
    return f"{first}{ddv.calc_check_digit(str(first))}"


def iban(place: int) -> str:
    account = f"{_BANK}{99000000 + 211 * place:08d}"
    domestic = f"{account}{98 - int(account + '00') % 97:02d}"
    return f"SI{calc_check_digits(f'SI00{domestic}')}{domestic}"
