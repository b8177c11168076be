/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-welcome-page.h"

struct _BwWelcomePage
{
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (BwWelcomePage, bw_welcome_page, ADW_TYPE_BIN)

static void
bw_welcome_page_class_init (BwWelcomePageClass *klass)
{
  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass),
                                               "/io/github/beatwise/Beatwise/ui/bw-welcome-page.ui");
}

static void
bw_welcome_page_init (BwWelcomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
