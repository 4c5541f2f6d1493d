"""The one way out: what the house writes for people and programs."""

from chizi.ground.exchange.csv_writer import write_csv
from chizi.ground.exchange.parquet_writer import write_parquet
from chizi.ground.exchange.rejects import Reject, write_rejects
from chizi.ground.exchange.template import write_template
from chizi.ground.exchange.xlsx_writer import write_xlsx

__all__ = ["Reject", "write_csv", "write_parquet", "write_rejects", "write_template", "write_xlsx"]
