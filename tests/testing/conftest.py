"""What a suite inside this one must find loaded.

pytester forgets every module that an inner run imported, but a C extension stays as it is: PyYAML's would make nodes of
classes that no loader knows any more. So PyYAML is loaded before the first inner run, whichever file is run alone.
"""

import yaml  # noqa: F401 - see above
