"""The warehouse from Python: `from warehouse import open_warehouse`."""

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from warehouse.opening import OpenWarehouse


def open_warehouse(path: str | os.PathLike[str] = "warehouse/data") -> "OpenWarehouse":
    """Return the warehouse in this folder, opened read-only; `WarehouseError` when there is none. See warehouse/opening.py."""
    from warehouse.opening import OpenWarehouse  # whoever wants a table's schema need not load DuckDB

    return OpenWarehouse(path)
