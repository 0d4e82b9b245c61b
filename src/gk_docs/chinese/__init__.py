"""Dates, numerals, amounts and labels of Chinese official text. This package knows nothing about reports.

Import from the module you need; the package itself loads none, so that start-up is fast.

| Module | Holds |
| --- | --- |
| `dates` | 2024年1月15日, 二〇二四年一月十五日, with and without a day |
| `numerals` | 一百二十三, 第十二, 二〇二四 |
| `capitals` | 人民币壹佰贰拾叁元整 |
| `scale` | 1234.5678万, 3.45亿, 元 and 万元 |
| `growth` | 12.5%, 同比增长12.5%, 与上年持平, 比上年增加12件，增长25.0% |
| `approximate` | 80余, 近百, 约300, 左右 |
| `lists` | 一、 （一） 1. （1） |
| `quantity` | the numbers in a sentence, with unit and place (on `patterns`) |
| `identifiers` | identity, mobile and bank card numbers, found and masked |
| `sounds` | words typed with a character of the same sound |
| `labels` | printed labels made comparable, and the label nearest to a misspelt word |
| `exact` | exact decimals, on which all amounts are based |
| `text` | which characters a document can contain, how wide they are, the first few names of a list |

The verbs are the same everywhere: `format_…` writes Chinese, and `parse_…` reads a text that is just that; `quantity`
finds numbers inside a sentence (80余, 12.5%). Text that cannot be read raises a `ValueError` with a sentence in
Chinese, to which the caller adds the file and the place.
"""
