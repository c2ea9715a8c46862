from applicants.models.invitation import Invitation
from applicants.models.membership import Membership, MembershipRole
from applicants.models.organisation import LegalForm, Organisation
from applicants.models.organisation_officer import OrganisationOfficer
from applicants.models.stored_document import StoredDocument

__all__ = [
    "Invitation",
    "LegalForm",
    "Membership",
    "MembershipRole",
    "Organisation",
    "OrganisationOfficer",
    "StoredDocument",
]
