/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What the About window says; all translated where it is for people. */
typedef struct
{
  const char *application_name;
  const char *application_icon;
  const char *version;
  const char *developer_name;
  const char *comments;
  const char *copyright;
  const char *translator_credits;
  const char *legal_title;
  const char *legal_text;
} BwAbout;

/* AdwAboutDialog from libadwaita 1.5, AdwAboutWindow before. */
void bw_about_present (GtkWindow     *parent,
                       const BwAbout *about);

G_END_DECLS
