"""README.txt of a publication file, in both languages; the same bytes in every file of this format."""

README_TEXT = """\
统计结果发布文件（格式 chizi-publication/1）
============================================

这是一份经冻结、脱敏并签名的统计结果。任何人都可以核验它是否原样，不需要账号，也不需要数据库。

文件
  manifest.json   发布声明：标题、编号、所用规则、截止时刻、各成员的 SHA-256、
                  各表行数与默克尔根、脱敏说明、方法
  signature       对 manifest.json 的 Ed25519 签名（C2SP signed-note 格式）
  signer.pub      签名所用公钥。它只用来发现损坏；公钥是否属于发布机关，请以发布机关另行公布的为准
  criteria.toml   计数规则原文
  *.csv           各表（UTF-8，可用表格软件打开）；*.parquet 为同样的行，供程序读取
  withheld 列写明每个被隐去的数：“<5”表示 0 到 4；“cover”表示任意数，隐去是为了不能由它推算出前者；
  未写明而空白的格，是该层级不公布的数

核验
  一、用本产品：  chizi verify 文件.zip --key 公钥文件.pub
  二、只用通用工具（unzip、grep、sed、sha256sum、openssl），在解压后的目录中：
      1. 成员哈希
         grep -o '"name":"[^"]*","sha256":"[0-9a-f]*"' manifest.json \\
           | sed 's/"name":"\\(.*\\)","sha256":"\\(.*\\)"/\\2  \\1/' | sha256sum -c
      2. 签名（K 为从发布机关取得的公钥文件）
         (printf '\\060\\052\\060\\005\\006\\003\\053\\145\\160\\003\\041\\000'
          cut -d' ' -f2 "$K" | base64 -d) > key.der
         tail -n 1 signature | cut -d' ' -f3 | base64 -d | tail -c 64 > signature.bin
         openssl pkeyutl -verify -pubin -keyform DER -inkey key.der -rawin \\
           -in manifest.json -sigfile signature.bin

统计的是公共机关的工作，不含个人名单，也不对任何个人评分或排名。


Published results (format chizi-publication/1)
==============================================

Results that were frozen, redacted and signed. Anybody can check that they are as published, without an
account and without a database.

Files
  manifest.json   the publisher's statement: title, number, rule, as-of, SHA-256 of every member, row count
                  and Merkle root of every table, what was withheld and why, the method
  signature       Ed25519 over manifest.json (last part of a C2SP signed note)
  signer.pub      the public key used. It serves to find damage only; whether a key belongs to the publisher
                  is for the publisher to say in another place
  criteria.toml   the counting rule, in full
  *.csv           the tables (UTF-8, opens in spreadsheet programs); *.parquet holds the same rows for
                  programs
  The column withheld names each number that was left out: "<5" means 0 to 4; "cover" means any number, left
  out because the former could be worked out from it; an empty cell that it does not name is not given at
  that level of detail

Check
  1. with the product:  chizi verify FILE.zip --key FILE.pub
  2. with common tools only: the commands above, in the folder in which the file was unpacked; K names the
     public key file that you have from the publisher.

Counted is the work of public bodies. The file lists nobody and scores nobody.
"""
