"""Certificates of participation and of completion, as PDF with the signed badge inside."""

from .pdf import CertificatePress, credential_digest, read_credential, verification_link
from .values import CertificateValues, Signatory

__all__ = [
    "CertificatePress",
    "CertificateValues",
    "Signatory",
    "credential_digest",
    "read_credential",
    "verification_link",
]
