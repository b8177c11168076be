/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/bw-graph-texts.h"

BwGraph *
bw_graph_texts_new (const char *title,
                    const char *description)
{
  g_autofree char *text = g_strconcat (description, ". " BW_GRAPH_NO_DEVICE, NULL);

  return bw_graph_new (title, text, "Beatwise " BW_VERSION ", trained on one person’s own data",
                       "The weights belong to the person whose data they were trained on", "1");
}
