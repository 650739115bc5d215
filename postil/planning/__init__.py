"""From documents to a site: pages, URLs, links, totals, and the checks across documents."""
