"""What several formats need before there are pages: bytes decoded, archives unpacked, hostile files kept in a child."""
