"""Dates, numerals, amounts and labels of Chinese official text. Knows nothing of reports.

Import from the module that is needed; this package loads none, so that start-up stays light.

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
| `labels` | printed labels made comparable, near misses |
| `exact` | exact decimals, which all amounts stand on |
| `text` | what characters a document can hold, how wide they are, the first few of a list |

The verbs are the same everywhere: `format_…` writes Chinese, `parse_…` reads what stands alone; what stands in a
sentence (80余, 12.5%) `quantity` finds. What cannot be read is a
`ValueError` whose sentence is in Chinese, for the caller to put a file and a place to.
"""
