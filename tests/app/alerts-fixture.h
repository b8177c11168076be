/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A health export (XML) of @days days until now, a reading every 4 hours around 50 ms, the last 3 days
 * around @last_ms. */
void alerts_write_export (const char *path,
                          guint       days,
                          double      last_ms);

/* What the desktop's notification service was asked to show. */
typedef struct
{
  guint32 id;
  char *title;
  char *body;
  GStrv actions;     /* name, label … */
  gboolean closed;
} Notice;

/* A notification service on the session bus, on a connection of its own. */
typedef struct
{
  GDBusConnection *bus;
  guint owner;
  guint object;
  gboolean owned;
  GPtrArray *notices;   /* (element-type Notice): in the order they came */
} Desktop;

Desktop *desktop_new (void);
void desktop_free (Desktop *self);

/* The newest with that title; %NULL where there is none. */
Notice *desktop_find (Desktop    *self,
                      const char *title);

/* Presses a button of a notice by its label, or with %NULL the notice itself. */
void desktop_press (Desktop      *self,
                    const Notice *notice,
                    const char   *label);

G_END_DECLS
